#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _28 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _31 = (_28 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _41 = SPIRV_CROSS_CONSTANT_ID_0;

struct _81
{
    uint _m0;
    uint _m1;
    float _m2;
};

struct _108
{
    float _m0[1];
};

struct _154
{
    float _m0[1];
};

struct _168
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _178 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_178, 1u, 1u);

kernel void main0(constant _81& _83 [[buffer(0)]], const device _108& _110 [[buffer(2)]], const device _168& _170 [[buffer(3)]], device _154& _156 [[buffer(4)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _44[_41];
    uint _93 = (gl_WorkGroupID.y * _83._m0) + (gl_WorkGroupID.x * _83._m1);
    float _239;
    _239 = 0.0;
    for (uint _238 = gl_LocalInvocationID.x; _238 < _83._m1; )
    {
        uint _113 = _93 + _238;
        _239 = fma(_110._m0[_113], _110._m0[_113], _239);
        _238 += _41;
        continue;
    }
    float _242;
    do
    {
        float _204 = simd_sum(_239);
        if (_31)
        {
            _242 = _204;
            break;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        bool _208 = simd_is_first();
        if (_208)
        {
            _44[gl_SubgroupID] = _204;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        float _241;
        _241 = _44[0];
        for (uint _240 = 1u; _240 < gl_NumSubgroups; )
        {
            _241 += _44[_240];
            _240++;
            continue;
        }
        _242 = _241;
        break;
    } while(false);
    float _141 = 1.0 / sqrt((_242 / float(_83._m1)) + _83._m2);
    for (uint _243 = gl_LocalInvocationID.x; _243 < _83._m1; )
    {
        uint _159 = _93 + _243;
        _156._m0[_159] = (_110._m0[_159] * _141) * _170._m0[_243];
        _243 += _41;
        continue;
    }
}

