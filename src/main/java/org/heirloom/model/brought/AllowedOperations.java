package org.heirloom.model.brought;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The TensorFlow operations that a brought model may consist of: an allow-list, so that what nobody
 * thought of is refused.
 *
 * <p>None of them touches a file, the network, another process, Python or a custom library. Left
 * out on purpose are, besides the obvious, {@code PrintV2} (its output can be a file), {@code
 * Print}, tables and iterators (they read files), {@code RemoteCall}, and queues.
 */
final class AllowedOperations {
  private static final String COMPUTING =
      """
      Abs Acos Acosh Add AddN AddV2 All Any ArgMax ArgMin Asin Asinh Assert Assign
      AssignAddVariableOp AssignSubVariableOp AssignVariableOp Atan Atan2 Atanh AvgPool AvgPool3D
      AvgPoolGrad BatchMatMul BatchMatMulV2 BatchMatMulV3 BatchNormWithGlobalNormalization
      BatchToSpace BatchToSpaceND BiasAdd BiasAddGrad BiasAddV1 Bincount Bitcast BroadcastArgs
      BroadcastGradientArgs BroadcastTo Case Cast Ceil CheckNumerics ClipByValue Concat
      ConcatOffset ConcatV2 Const Conv2D Conv2DBackpropFilter Conv2DBackpropInput Conv3D Cos Cosh
      CropAndResize Cumprod Cumsum DepthToSpace DepthwiseConv2dNative
      DepthwiseConv2dNativeBackpropFilter DepthwiseConv2dNativeBackpropInput Dequantize Dilation2D
      DisableCopyOnRead Div DivNoNan DynamicStitch Einsum Elu EluGrad EnsureShape Enter Equal Erf
      Erfc Exit Exp ExpandDims Expm1 FakeQuantWithMinMaxArgs FakeQuantWithMinMaxVars
      FakeQuantWithMinMaxVarsPerChannel Fill Floor FloorDiv FloorMod FusedBatchNorm
      FusedBatchNormGradV3 FusedBatchNormV2 FusedBatchNormV3 Gather GatherNd GatherV2 Greater
      GreaterEqual Identity IdentityN If Inv InvertPermutation IsFinite IsInf IsNan L2Loss LRN
      LRNGrad LeakyRelu LeakyReluGrad LeftShift Less LessEqual LinSpace Log Log1p LogSoftmax
      LogicalAnd LogicalNot LogicalOr LoopCond MatMul MatrixBandPart MatrixDiagV3 Max MaxPool
      MaxPoolGrad MaxPoolGradV2 MaxPoolV2 Maximum Mean Merge Min Minimum MirrorPad MirrorPadGrad
      Mod Mul MulNoNan Neg NextIteration NoOp NotEqual OneHot OnesLike Pack Pad PadV2
      PartitionedCall Placeholder PlaceholderWithDefault Pow PreventGradient Prod
      QuantizeAndDequantizeV2 QuantizeAndDequantizeV3 QuantizeAndDequantizeV4 RandomStandardNormal
      RandomUniform RandomUniformInt Range Rank ReadVariableOp RealDiv Reciprocal ReciprocalGrad
      Relu Relu6 Relu6Grad ReluGrad Reshape ResizeArea ResizeBicubic ResizeBilinear
      ResizeBilinearGrad ResizeNearestNeighbor ResizeNearestNeighborGrad ResourceGather
      ReverseSequence ReverseV2 RightShift Rint Roll Round Rsqrt RsqrtGrad ScatterNd SegmentSum
      Select SelectV2 Selu SeluGrad Shape ShapeN ShardedFilename Sigmoid SigmoidGrad Sign Sin Sinh
      Size Slice Softmax Softplus SoftplusGrad Softsign SoftsignGrad SpaceToBatch SpaceToBatchND
      SpaceToDepth Split SplitV Sqrt SqrtGrad Square SquaredDifference Squeeze
      StatefulPartitionedCall StatelessCase StatelessIf StatelessRandomGetKeyCounter
      StatelessRandomNormalV2 StatelessRandomUniform StatelessRandomUniformV2 StatelessWhile
      StaticRegexFullMatch StopGradient StridedSlice StridedSliceGrad StringJoin Sub Sum Switch
      Tan Tanh TanhGrad TensorScatterAdd TensorScatterUpdate Tile TopK TopKV2 Transpose
      TruncateDiv TruncateMod Unpack UnsortedSegmentSum VarHandleOp VarIsInitializedOp Variable
      VariableV2 Where While Xdivy Xlogy ZerosLike""";

  private static final Set<String> NAMES =
      Set.copyOf(Pattern.compile("\\s+").splitAsStream(COMPUTING).toList());

  /** What savers consist of: allowed in a model, but never run, but for one; see the guard. */
  private static final Set<String> SAVING = Set.of("MergeV2Checkpoints", "SaveV2");

  /** Reads variables: allowed where TensorFlow itself says from which file. */
  static final String RESTORE = "RestoreV2";

  private AllowedOperations() {}

  /** Whether it computes, and does nothing else. */
  static boolean computes(String operation) {
    return NAMES.contains(operation);
  }

  /** Whether it reads or writes variables' files. */
  static boolean savesOrRestores(String operation) {
    return operation.equals(RESTORE) || SAVING.contains(operation);
  }
}
